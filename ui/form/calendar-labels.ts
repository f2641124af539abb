/** What the calendar's arrows are called to those who don't see them. */
export const calendarLabels = {
  previousMonth: 'Month before',
  nextMonth: 'Next month',
  previousYear: 'Year before',
  nextYear: 'Next year',
  previousDecade: 'Ten years before',
  nextDecade: 'Next ten years',
  monthLevelControl: 'Choose the month',
  yearLevelControl: 'Choose the year',
}
