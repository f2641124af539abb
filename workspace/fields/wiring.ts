import { conflict } from '#platform/http'
import type { Wiring } from '#platform/registry'

export const fieldsWiring: Wiring = {
  restored: [
    {
      table: 'field',
      /** A field that was just made goes again with an undo, unless values rest on it: they would be nobody's. */
      run: async (db, ids) => {
        const resting = await db
          .selectFrom('field_value')
          .select('id')
          .where('field_id', 'in', ids)
          .where('field_id', 'not in', db.selectFrom('field').select('id').where('id', 'in', ids))
          .limit(1)
          .executeTakeFirst()
        if (resting) throw conflict('still_used', 'Something rests on it by now. Take that away first.')
      },
    },
  ],
}
