"""Every refusal: its status, and the sentence that people read."""

from __future__ import annotations

from openlab.domain import Refused
from openlab.web.i18n import N_, translations
from openlab.web.owner_errors import OF_THE_OWNER

SENTENCES: dict[str, tuple[int, str]] = {
    # Who and where
    "code_unknown": (404, N_("No open lab has the code “%(code)s”. Check it on the screen of the room.")),
    "return_code_unknown": (
        404,
        N_("This return code is not known. Check it, or join again with the code of the lab."),
    ),
    "not_found": (404, N_("There is no page at this address.")),
    "form_only": (405, N_("This address only takes forms. Go back to the page you came from.")),
    "too_large": (413, N_("What you sent is too large.")),
    "not_understood": (400, N_("The server did not understand this request.")),
    "busy": (
        503,
        N_("One moment: the server is busy or restarting. What you typed is still on the page before; try again."),
    ),
    "storage_full": (
        503,
        N_("The server has no room left: this was not kept. Nothing before it is lost. Please tell the facilitator."),
    ),
    "storage_unwritable": (
        503,
        N_("The server cannot write now: this was not kept. Nothing before it is lost. Please tell the facilitator."),
    ),
    "storage_damaged": (
        503,
        N_("The server cannot read what it keeps: its operator must go back to a backup. Please tell the facilitator."),
    ),
    "unexpected": (500, N_("Something went wrong on our side. Nothing you did before is lost.")),
    "not_joined": (
        403,
        N_("This phone is not in this open lab yet. Give your first name below, or use your return code."),
    ),
    "form_expired": (
        403,
        N_("This page had been open for too long or its cookie was lost. Nothing was sent: please send it again."),
    ),
    "not_facilitator": (403, N_("Only the facilitators of this product can do this.")),
    "too_many": (429, N_("Too many attempts. Please wait %(seconds)s seconds, then try again.")),
    "sign_in_wrong": (422, N_("This e-mail and password do not go together.")),
    "link_unknown": (404, N_("This link has been used or is too old. Ask for a new one.")),
    "password_short": (422, N_("The password needs at least %(minimum)s characters.")),
    "password_long": (422, N_("The password can have %(limit)s characters at most.")),
    "password_guessed": (422, N_("This password is one of those that are guessed first. Choose another one.")),
    "passwords_differ": (422, N_("The two passwords are not the same.")),
    "email_wrong": (422, N_("This is not an e-mail address.")),
    "email_taken": (409, N_("There is already an account for %(email)s.")),
    # The operator
    "backup_exists": (409, N_("%(file)s is there already: nothing was written over it.")),
    "backup_not_sqlite": (409, N_("Back up PostgreSQL with its own tool: pg_dump.")),
    "product_unknown": (404, N_("Which product? There are: %(known)s.")),
    "restore_not_sqlite": (409, N_("Restore PostgreSQL with its own tool: pg_restore.")),
    "restore_not_a_backup": (422, N_("%(file)s is not a backup of openlab. Nothing was changed.")),
    "restore_damaged": (422, N_("%(file)s is damaged: it cannot be restored. Nothing was changed.")),
    "restore_newer": (409, N_("%(file)s comes from a newer version of openlab. Nothing was changed.")),
    "restore_in_use": (409, N_("%(file)s is in use: stop openlab first. Nothing was changed.")),
    "import_not_a_lab": (422, N_("%(file)s is not a whole open lab that openlab exported. Nothing was changed.")),
    "import_other_version": (
        409,
        N_("%(file)s comes from another version of openlab: use the same one on both sides."),
    ),
    "import_there_already": (409, N_("The open lab %(code)s is here already. Nothing was changed.")),
    "account_unknown": (404, N_("There is no account for %(email)s.")),
    # Products
    "product_name_missing": (422, N_("Give the product a name.")),
    "personas_missing": (422, N_("Name at least one persona.")),
    "personas_too_many": (422, N_("A product can have %(limit)s personas at most.")),
    "persona_name_missing": (422, N_("Name the persona.")),
    "persona_last": (409, N_("A product needs at least one persona.")),
    "role_unknown": (422, N_("Choose a role.")),
    "member_last": (409, N_("A product needs at least one facilitator.")),
    "text_too_long": (422, N_("This text has %(length)s characters; %(limit)s is the most. Please shorten it.")),
    # Labs
    "lab_title_missing": (422, N_("Give the open lab a title.")),
    "date_wrong": (422, N_("This is not a date.")),
    "agenda_line": (
        422,
        N_("“%(line)s”: begin each step with its minutes, as in “15 Welcome”, and keep it under 80 characters."),
    ),
    "agenda_too_long": (422, N_("The agenda can have %(limit)s steps at most.")),
    "step_title_missing": (422, N_("Name the step.")),
    "minutes_wrong": (422, N_("Give the minutes as a number from 1 to %(limit)s.")),
    "time_wrong": (422, N_("Write the hour as in 14:00, or leave it empty.")),
    "step_unknown": (404, N_("This step is no longer in the agenda. Look at how it is now.")),
    "module_unknown": (422, N_("Choose a module.")),
    "agenda_unknown": (422, N_("Choose an open lab of this product that has an agenda.")),
    "timer_moved": (
        409,
        N_("The timer had already changed, perhaps from another device or by a second click. Look at it now."),
    ),
    "time_is_up": (409, N_("The time is up: add a minute, or finish.")),
    "lab_closed": (409, N_("This open lab is over: nobody can join any more.")),
    "door_locked": (
        409,
        N_("The door is locked: nobody new can come in. If you took part already, your return code leads you back in."),
    ),
    "badge_needed": (
        403,
        N_("This open lab is by invitation: scan the QR code of your badge, or type its code on the first page."),
    ),
    "badge_unknown": (422, N_("Choose a badge of this open lab that can still be used.")),
    "badges_missing": (422, N_("Write one name per line, or say how many badges to make without a name.")),
    "badges_too_many": (422, N_("An open lab can have %(limit)s badges at most.")),
    "set_aside": (
        403,
        N_("You are no longer on the list of people of this open lab. Please speak to the facilitator."),
    ),
    "code_replaced": (
        403,
        N_("This return code was replaced by a new one. Ask the facilitator for it."),
    ),
    "confirm_first": (422, N_("Tick the box first: this cannot be undone.")),
    "people_stay": (409, N_("This open lab is over: its list of people stays as it is.")),
    "ballot_counted": (
        409,
        N_(
            "The vote has closed with this person's ballot in it: counting again without it would tell what they "
            "voted. Note that they have left instead."
        ),
    ),
    "phase_unknown": (422, N_("There is no such phase.")),
    "phase_order": (409, N_("Phases come one after the other: go forward one at a time.")),
    "phase_moved": (
        409,
        N_(
            "The open lab had already moved on, perhaps from another device. Nothing was changed: look where it is now."
        ),
    ),
    "vote_needs_two": (409, N_("A vote needs at least two pain points.")),
    "retention_wrong": (422, N_("Give the months as a number from 1 to %(limit)s.")),
    "retention_promised": (
        409,
        N_("People have joined with the promise of %(months)s months: it can be shortened, and no longer lengthened."),
    ),
    "lab_purged": (409, N_("What people gave to this open lab has been erased, as promised: it cannot go on.")),
    # Joining
    "name_missing": (422, N_("Give a first name or a pseudonym.")),
    "name_too_long": (422, N_("This name has %(length)s characters; %(limit)s is the most.")),
    "persona_missing": (422, N_("Choose the persona that is closest to you.")),
    "person_unknown": (422, N_("Choose a person of this open lab.")),
    # My data
    "erase_choose": (422, N_("Choose what becomes of your pain points.")),
    "erase_not_sure": (422, N_("Tick the box to erase what you gave.")),
    # Pain points
    "title_missing": (422, N_("Write the pain point in one sentence.")),
    "title_too_long": (
        422,
        N_("The sentence has %(length)s characters; %(limit)s is the most. Put the rest into the detail."),
    ),
    "detail_too_long": (422, N_("The detail has %(length)s characters; %(limit)s is the most. Please shorten it.")),
    "given_already": (409, N_("You have already given this pain point.")),
    "too_many_cards": (409, N_("You have given %(limit)s pain points, the most for one person.")),
    "card_holds_others": (409, N_("Others were merged into this pain point: it cannot be withdrawn without theirs.")),
    "collect_not_open": (409, N_("The pain points are not being collected yet. Your text is kept below.")),
    "collect_over": (409, N_("The collection of pain points is over. Your text was not sent; it is kept below.")),
    "card_not_yours": (403, N_("Only the person who gave this pain point can change it.")),
    "card_unknown": (404, N_("This pain point is not in this open lab.")),
    "list_frozen": (409, N_("The list of pain points is frozen since the vote has opened.")),
    "merge_only_in_sort": (409, N_("Pain points are merged while sorting, before the vote.")),
    "merge_needs_two": (422, N_("Tick at least two pain points that say the same.")),
    "merged_already": (409, N_("This pain point is already merged into another.")),
    "merge_with_itself": (409, N_("A pain point cannot be merged into itself.")),
    # Vote
    "choose_two": (422, N_("Choose exactly two pain points: you chose %(chosen)s.")),
    "choose_two_distinct": (422, N_("Choose two different pain points.")),
    "choice_unknown": (422, N_("One of these pain points cannot be voted for. Please choose again.")),
    "vote_not_open": (409, N_("The vote is not open yet.")),
    "vote_closed": (409, N_("The vote is closed. This choice came too late and is not counted.")),
    "voted_themselves": (409, N_("This person has voted from their own phone; only they can change their ballot.")),
    "topics_need_results": (409, N_("Topics are kept once the vote has closed.")),
    "topic_unknown": (422, N_("This pain point is not in the ranking.")),
    # Working groups
    "groups_not_now": (409, N_("The working groups are not on now.")),
    "groups_missing": (422, N_("Choose at least one topic for the groups.")),
    "group_sizes_wrong": (
        422,
        N_("A group needs at least one person, and the most people cannot be fewer than the least."),
    ),
    "group_count_wrong": (422, N_("A topic can have %(limit)s groups at most.")),
    "group_has_sheet": (409, N_("Group %(number)s has begun its solution sheet: it stays, so that nothing is lost.")),
    "group_unknown": (422, N_("Choose a group of this round.")),
    "wish_twice": (422, N_("Wish different topics.")),
    "wish_unknown": (422, N_("One of these topics has no group. Please choose again.")),
    # Solution sheets
    "sheet_unknown": (404, N_("This sheet is not in this open lab.")),
    "sheet_not_yours": (403, N_("Only the people of this group read and write its sheet.")),
    "sheet_not_open": (
        409,
        N_("A sheet is written while its round of working groups lasts. What you sent now was not saved."),
    ),
    "sheets_closed": (409, N_("The open lab is over: its sheets can be read, and no longer changed.")),
    "sheet_conflict": (
        409,
        N_("Somebody saved this sheet while you were writing. Nothing is lost: choose below, part by part."),
    ),
    "sheet_moved": (
        409,
        N_(
            "A newer text has been saved meanwhile. Nothing was changed: look at it, then restore if you still want to."
        ),
    ),
    "sheet_begun": (409, N_("Your group has begun its sheet: it cannot take another one further any more.")),
    "version_unknown": (404, N_("This sheet has no such version.")),
    "continue_unknown": (422, N_("Choose a sheet of round 1 that has a text.")),
    "photo_missing": (422, N_("Take a photo first, or choose one.")),
    "photo_too_large": (413, N_("A photo can have %(limit)s MB at most. Take it again at a lower resolution.")),
    "photo_pixels": (422, N_("This picture is too large to be opened safely: %(limit)s megapixels is the most.")),
    "photo_heic": (
        422,
        N_(
            "This photo is in the HEIC format, which cannot be read here. On an iPhone: Settings, Camera, Formats, "
            "Most Compatible; then take it again."
        ),
    ),
    "photo_not_a_picture": (422, N_("This file is not a photo. Send a JPEG or PNG picture, whatever its name.")),
    "photo_broken": (422, N_("This photo did not arrive whole, or is damaged. Please send it again.")),
    "photos_enough": (409, N_("A sheet holds %(limit)s photos at most. Remove one first.")),
    "photo_unknown": (404, N_("This photo is not in this open lab.")),
    # Wrap-up
    "report_too_early": (
        409,
        N_("The report comes with the ranking: nobody sees a vote before the vote has closed."),
    ),
    "wrap_up_not_open": (409, N_("The wrap-up has not begun yet. Nothing was sent.")),
    "wrap_up_over": (409, N_("The wrap-up is over. This came too late and was not kept.")),
    "proposal_unknown": (404, N_("This proposal is not in this open lab.")),
    "level_missing": (422, N_("Choose a level, from 1 to 5.")),
    "level_unknown": (422, N_("There are five levels: choose one of them.")),
    "feedback_given": (
        409,
        N_("Your evaluation was in already. The first answer stands, and cannot be changed."),
    ),
    "feedback_over": (409, N_("The evaluation has been shown to the room: no answer is taken after that.")),
    "feedback_too_few": (
        409,
        N_("Too few evaluations to show: %(answers)s. At least %(least)s are needed, so that nobody is recognised."),
    ),
    **OF_THE_OWNER,
}


def status_of(refusal: Refused) -> int:
    return SENTENCES[refusal.code][0]


def sentence(refusal: Refused, language: str) -> str:
    return translations(language).gettext(SENTENCES[refusal.code][1]) % refusal.values
