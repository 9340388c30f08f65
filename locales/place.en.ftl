# Programmes, areas, departments and how many live there, on staff pages, in English.

place-title = Places
place-hint = Areas, departments and numbers of residents
place-none = No programme is set up yet.
place-programme = The programme
place-programme-more = Add areas and numbers of residents
place-in-municipality = Municipality: { $municipality }
place-departments = { $count ->
    [0] No departments
    [one] One department
   *[other] { $count } departments
}
place-residents = { $count ->
    [one] One resident
   *[other] { $count } residents
}
place-departments-title = Departments and residents
place-no-departments = The area has no departments yet.
place-department = Department { $number }
place-whole-area = The whole area
place-no-figures = Number of residents not known
place-source = { $source }, { $day }
place-ages = age { $ages }
place-gender-women = women
place-gender-men = men
place-gender-unknown = gender unknown

place-add = Add
place-remove = Remove
place-new-programme = Set up a programme
place-programme-name = Name of the programme
place-programme-hint = Residents read it above the form. They are to see who asks.
place-new-area = Add an area
place-area-name = Name of the area
place-municipality = Municipality
place-new-department = Add a department
place-number = Number of the department
place-department-name = Name of the department
place-organisation = Housing organisation
place-rename = Change the name
place-rename-area-text = Answers that were given still belong to the area. Forms know it by the codes that it has.

place-codes = Codes in forms
place-codes-hint = An answer belongs to the area when it names one of the codes. If a new form calls the area something else, add its code here.
place-new-code = Add a code
place-code = Code
place-wrong-code = A code has letters, digits and _ - . and no blanks.
place-wrong-name = Write a name of at most 120 letters.
place-stale = Somebody else has changed it meanwhile. See how it is now, and try again if it still fits.
place-taken = Something else is called the same already.

place-figures = Take numbers of residents from a table
place-figures-text = The table is a workbook (.xlsx), of which the first sheet is read, or saved as CSV. The first line says what stands in the columns: area or department, age, gender, residents, source and date. Age and gender may be left out. Either all lines are taken or none is.
place-figures-example =
    area;department;age;gender;residents;source;date
    Ringparken;24;;;512;Housing organisation;2026-01-01
    Ringparken;;18-29;women;143;Statistics Denmark;2026-01-01
place-figures-file = Table
place-figures-take = Take the numbers
place-figures-taken = The numbers were taken: { $new } new, { $changed } changed, { $same } as before.
place-sheet-empty = There are no lines in the file.
place-sheet-long = The file has more than 20,000 lines. Divide it.
place-sheet-workbook = The workbook cannot be read. Save it as .xlsx without a password.
place-sheet-column = The column "{ $column }" is missing in the first line.
place-column-residents = residents
place-column-indicator = row
place-column-value = value
place-column-source = source
place-column-on = date
place-line-place = Line { $line }: there is no such area or department in the programme.
place-line-places = Line { $line }: several departments are called so. Write the area or the housing organisation, too.
place-line-ages = Line { $line }: write the age as 18-29 or 75+.
place-line-gender = Line { $line }: gender is women, men or unknown.
place-line-residents = Line { $line }: the number is no whole number.
place-line-source = Line { $line }: write where the number comes from.
place-line-day = Line { $line }: write the date as 2026-01-01.
place-line-twice = Line { $line }: a line above counts the same residents.
