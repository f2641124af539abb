import { z } from 'zod'
import { done, endpoint, id, instant, line, zone } from '#platform/http/contract'

const minuteOfDay = z.number().int().min(0).max(1440)
const spans = z
  .array(z.tuple([minuteOfDay, minuteOfDay]))
  .max(6)
  .refine(
    (list) => list.every(([start, end], n) => start < end && (n === 0 || start >= list[n - 1]![1])),
    'Each span ends after it begins, and spans follow one another.',
  )

/** Opening hours by ISO weekday, 1 = Monday, as minutes of the local day: [540, 1020] is 9 to 17. */
export const hoursShape = z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), spans)
export const workingHoursShape = z.object({
  zone,
  region: line(20),
  hours: hoursShape,
})

export const absenceShape = z.object({
  id,
  memberId: id,
  fromAt: instant,
  toAt: instant,
  deputyId: id.nullable(),
  note: line(300).nullable(),
})
const absenceState = z.enum(['asked', 'granted', 'refused'])

export const calendarsContract = {
  /** The firm's working hours, each member's own where they differ, and absences that are not over. */
  get: endpoint('calendars.read')
    .route({ method: 'GET', path: '/working-hours' })
    .output(
      z.object({
        firm: workingHoursShape,
        members: z.array(
          z.object({
            memberId: id,
            name: z.string(),
            own: workingHoursShape.nullable(),
            absences: z.array(
              absenceShape.extend({
                /** Clocks and routing follow what is granted. */
                state: absenceState,
                /** Why it was refused; shown to whoever asked and to managers. */
                refusal: z.string().nullable(),
                mayDecide: z.boolean(),
              }),
            ),
            /** What the caller enters for them from tomorrow on waits for a manager. */
            asksFor: z.boolean(),
            mayChange: z.boolean(),
          }),
        ),
        mayChangeFirm: z.boolean(),
      }),
    ),
  setFirm: endpoint('calendars.manage', { label: 'Working hours changed', touches: ['settings'] })
    .route({ method: 'PUT', path: '/working-hours' })
    .input(workingHoursShape)
    .output(done),
  setMember: endpoint('calendars.write', { label: 'Working hours changed', touches: ['settings'] })
    .route({ method: 'PUT', path: '/working-hours/{memberId}' })
    .input(workingHoursShape.extend({ memberId: id }))
    .output(done),
  /** Back to the firm's hours. */
  clearMember: endpoint('calendars.write', { label: 'Working hours as the firm', touches: ['settings'] })
    .route({ method: 'DELETE', path: '/working-hours/{memberId}' })
    .input(z.object({ memberId: id }))
    .output(done),
  /**
   * Somebody is away from `fromAt` until `toAt`; a deputy takes over what is offered meanwhile. What a seller who takes leads
   * enters from tomorrow on is asked for, and counts once a manager grants it; what begins today, at once.
   */
  addAbsence: endpoint('calendars.write', { label: 'Absence entered', touches: ['settings', 'handovers'] })
    .route({ method: 'POST', path: '/absences' })
    .input(absenceShape.omit({ id: true }))
    .output(done.extend({ id, state: absenceState.exclude(['refused']) })),
  /** Grants what was asked for: clocks and routing follow it from now on. */
  grantAbsence: endpoint('calendars.manage', { label: 'Absence granted', touches: ['settings', 'handovers'] })
    .route({ method: 'POST', path: '/absences/{id}/grant' })
    .input(z.object({ id }))
    .output(done),
  refuseAbsence: endpoint('calendars.manage', { label: 'Absence refused', touches: ['settings'] })
    .route({ method: 'POST', path: '/absences/{id}/refusal' })
    .input(z.object({ id, reason: line(300).min(3) }))
    .output(done),
  /**
   * Who remains to take leads, by product line and working day, if somebody is away from `fromAt` until `toAt`; and what
   * nobody takes then. Asked before an absence is entered or granted; a quarter of a year at most.
   */
  coverage: endpoint('calendars.read')
    .route({ method: 'GET', path: '/absences/coverage' })
    .input(z.object({ memberId: id, fromAt: instant, toAt: instant, deputyId: id.optional() }))
    .output(
      z.object({
        lines: z.array(
          z.object({
            productLine: z.object({ id, name: z.string() }),
            days: z.array(z.object({ day: z.iso.date(), members: z.array(z.string()) })),
          }),
        ),
        gaps: z.array(z.object({ what: z.string(), from: z.iso.date(), to: z.iso.date() })),
      }),
    ),
  cancelAbsence: endpoint('calendars.write', {
    label: 'Absence cancelled',
    touches: ['settings', 'handovers'],
  })
    .route({ method: 'POST', path: '/absences/{id}/cancellation' })
    .input(z.object({ id }))
    .output(done),
  /** Countries and regions whose public holidays are known. */
  regions: endpoint('calendars.read')
    .route({ method: 'GET', path: '/holiday-regions' })
    .output(z.array(z.object({ code: z.string(), name: z.string() }))),
  holidays: endpoint('calendars.read')
    .route({ method: 'GET', path: '/holidays' })
    .input(z.object({ region: line(20), year: z.coerce.number().int().min(1970).max(2100) }))
    .output(z.array(z.object({ date: z.iso.date(), name: z.string() }))),
}
