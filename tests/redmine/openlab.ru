# Redmine as the tests run it: when OPENLAB_USERS names a file, it goes as soon as nobody holds that file any more.
if ENV['OPENLAB_USERS']
  Thread.new do
    File.open(ENV['OPENLAB_USERS']) { |users| users.flock(File::LOCK_EX) }
    Process.kill(:KILL, Process.pid)
  end
end
require ::File.expand_path('../config/environment', __FILE__)
use Rack::Lock # one request at a time: SQLite refuses some of two that write
run Rails.application
