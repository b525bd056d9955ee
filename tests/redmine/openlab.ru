# Redmine as the tests run it. It goes as soon as whoever started it has gone: when nobody holds the file OPENLAB_USERS any
# more, or else when its input ends.
Thread.new do
  if ENV['OPENLAB_USERS']
    File.open(ENV['OPENLAB_USERS']) { |users| users.flock(File::LOCK_EX) }
  else
    STDIN.read
  end
  Process.kill(:KILL, Process.pid)
end

# As long as a file `hold` is there, an issue that was created is not answered: from the one in its project on whose place
# the file says.
require ::File.expand_path('../config/environment', __FILE__)
Class.new(Redmine::Hook::Listener) do
  define_method(:controller_issues_new_after_save) do |created|
    place = created[:issue].project.issues.count
    sleep 0.01 while File.exist?('hold') && place >= File.read('hold').to_i
  end
end
# No mails: their thread and that of a request would each wait for the other's hold on the database, while SQLite's driver
# keeps Ruby's only turn to itself.
ActiveJob::Base.queue_adapter = :test
use Rack::Lock # one request at a time: SQLite refuses some of two that write
run Rails.application
