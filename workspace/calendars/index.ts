/** When people work: hours, public holidays, absences with deputies, and how many leads a week they agreed to take. */
export {
  addBusinessMinutes,
  businessMinutesBetween,
  type Calendar,
  localDay,
  minutesPerWorkingDay,
} from './calendar.ts'
export { seeingForAbsent } from './standing-in.ts'
export {
  type Absence,
  absences,
  awayAt,
  calendarOf,
  calendarsOf,
  capacitiesAt,
  deputyOf,
  firmCalendar,
  firmHolidays,
  firmHours,
  lockCapacities,
  makeDefaultCalendar,
  saveCapacity,
  standsInFor,
  type WorkingHours,
} from './store.ts'
export { tellOfUndecided } from './telling.ts'
