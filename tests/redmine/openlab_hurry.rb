# The tests kill the process and not the machine: what SQLite wrote need not reach the disk.
require 'active_record/connection_adapters/sqlite3_adapter'
ActiveRecord::ConnectionAdapters::SQLite3Adapter.prepend(
  Module.new do
    def configure_connection
      super
      execute('PRAGMA synchronous = OFF')
    end
  end
)
