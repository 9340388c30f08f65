# Forms, as staff set them up, in English.

form-title = Forms
form-hint = Check, try and publish what is asked
form-upload = Add a form
form-upload-lead = A form is written in a spreadsheet (XLSForm) or as YAML. The file is read here, and everything that does not fit is shown cell by cell. Nothing is used before it is published.
form-file = File with the form
form-file-again = Choose the corrected file
form-file-hint = Spreadsheet (.xlsx, .csv), YAML or JSON. 4 MB at the most.
form-check = Check the file
form-no-file = Choose a file.
form-too-large = The file is too large. It may have 4 MB at the most.
form-version-taken = This version is published with other content, and a published version never changes. Write a new version in the file, and try again.
form-refused = The form cannot be used yet
form-refused-text = There are errors in { $file }. Correct them, save the file, and choose it again below. Nothing was kept.
form-errors = { $count ->
    [one] One error
   *[other] { $count } errors
}
form-warnings = { $count ->
    [one] One place to look at
   *[other] { $count } places to look at
}
form-sheet = Sheet { $sheet }
form-whole-file = The whole file
form-more-faults = There are { $count } more. They are shown once these are corrected.
form-in-english = The explanations are in English. They have not been translated yet.
form-warned = The draft is kept, and there is something to look at
form-warned-text = The form can be used as it is.
form-to-draft = Go to the draft

form-drafts = Drafts
form-uploaded-on = uploaded { $date }
form-published-ones = Published forms
form-none = There are no forms yet. Add the first.
form-deleted = The draft is deleted.
form-newest = Newest version
form-versions = Versions
form-version = Version
form-version-of = Version { $version }
form-published-on = Published
form-retired-on = Retired
form-answers = Answers
form-languages = Languages
form-unchecked = draft
form-id = Name in the system
form-audience = Filled in by
form-audience-resident = Residents
form-audience-staff = Staff
form-state-draft = Draft
form-state-published = In use
form-state-retired = Out of use
form-last-upload = Last upload
form-forgotten-on = Will be deleted
form-try = Try the form

form-uploaded = The file was read without errors and is kept as a draft.
form-draft-changed = The draft has changed since you saw it. Look at it again before you publish it.
form-unsettled = Say for each question below what becomes of the older answers.
form-first = This is the first version of the form.
form-what-now = What now?
form-may-not-publish = Forms are shared by all programmes. Whoever is a coordinator of all of them can publish the draft.
form-publish = Publish
form-publish-means = Version { $version } can be used at once and never changes again. What is to be corrected later becomes a new version.
form-publish-now = Publish the version
form-settle = These questions have kept their names but mean something else than before.
form-settle-codes = If codes have changed places, the API takes a list of which newer code each older one is.
form-means-same = The older answers mean the same
form-means-not_comparable = The older answers cannot be counted together with the newer ones
form-delete = Delete the draft
form-delete-means = The draft and its link go. This cannot be undone, but the file can be uploaded again.
form-delete-now = Delete the draft
form-done-published = The version is published.
form-done-known = The version was published before with the same content.
form-done-retired = The version is out of use.
form-done-reinstated = The version is in use again.
form-retire = Take out of use
form-retire-means = Nobody can begin new answers. Those under way can be finished, and everything that was answered stays. This can be undone.
form-retire-now = Take the version out of use
form-reinstate = Take into use again
form-reinstate-means = The version can be answered again where it was asked before.
form-reinstate-now = Take the version into use again
form-asking = These waves ask the version:
form-file-xlsx = Excel (XLSForm)
form-file-yaml = YAML
form-file-xml = XForm

form-changes = What has changed?
form-changes-between = From version { $from } to { $to }
form-changes-since = Changed since version { $version }
form-no-changes = Nothing has changed.
form-left-off = And { $count } more changes.
form-effect-breaks_series = Cannot be counted together with before
form-effect-loses_data = Something is no longer asked
form-effect-comparable_with_care = Can be counted together by who knows of the change
form-effect-none = Means nothing for the figures
form-change-variable_added = New question
form-change-variable_removed = Question removed
form-change-variable_moved = Question moved
form-change-type_changed = Another type
form-change-repeat_changed = Another repeat
form-change-range_changed = Another scale
form-change-code_added = New choice
form-change-code_removed = Choice removed
form-change-code_changed = Code with another meaning
form-change-missing_changed = Another “don’t know”
form-change-order_changed = Another order
form-change-required_changed = Other rule of who has to answer
form-change-constraint_changed = Other limits of the answer
form-change-relevance_changed = Others are asked
form-change-calculation_changed = Calculated in another way
form-change-filter_changed = Other choices are offered
form-change-default_changed = Another answer beforehand
form-change-sensitive_changed = Sensitivity changed
form-change-wording = Other wording
form-change-language_added = New language
form-change-language_removed = Language removed
form-change-audience_changed = Filled in by others
