# The French default data, and what the tests need in a Redmine and cannot ask for through its API.
namespace :openlab do
  task :seed => :environment do
    Redmine::DefaultData::Loader.load('fr')
    Setting.rest_api_enabled = '1'
    Setting.default_language = 'fr'
    Setting.default_projects_tracker_ids = Tracker.pluck(:id).map(&:to_s)
    fresh = IssueStatus.sorted.first

    # A tracker with a required custom field; for reporters a due date and a category are required
    # as well, and the priority is fixed.
    demanding = Tracker.create!(:name => 'Demande', :default_status => fresh)
    IssueCustomField.create!(:name => 'Direction', :field_format => 'string', :is_required => true, :is_for_all => true,
                             :tracker_ids => [demanding.id])
    reporter = Role.givable.sorted.last
    {'due_date' => 'required', 'category_id' => 'required', 'priority_id' => 'readonly'}.each do |field, rule|
      WorkflowPermission.create!(:role => reporter, :tracker => demanding, :old_status_id => fresh.id,
                                 :field_name => field, :rule => rule)
    end

    # A tracker whose issues have no description.
    Tracker.create!(:name => 'Sobre', :default_status => fresh, :core_fields => Tracker::CORE_FIELDS - ['description'])

    reader = Role.create!(:name => 'Lecture', :permissions => [:view_issues])

    admin = User.find_by_login('admin')
    admin.must_change_passwd = false
    admin.save!(:validate => false)
    seeded = {:key => admin.api_key, :demanding => demanding.id, :sober => Tracker.last.id,
              :reporter => reporter.id, :reader => reader.id}
    File.write('seeded.json', seeded.to_json)
  end
end
