import { createHash } from 'node:crypto'
import { implement } from '@orpc/server'
import { conflict, type Entry, guard, type Inside, notFound } from '#platform/http'
import { pushContract } from './contract.ts'
import { addDevice, devicesOf, publicKey, pushTo, removeDevice } from './store.ts'

const os = implement(pushContract).$context<Entry>().use(guard)
const mostDevices = 20

export const push = os.router({
  get: os.get.handler(async ({ context: { db, now, actor } }) => ({
    publicKey: await publicKey(db, now),
    devices: (await devicesOf(db, actor.memberId)).map((row) => ({
      id: row.id,
      name: row.name,
      hash: createHash('sha256').update(row.endpoint).digest('hex'),
      createdAt: row.created_at,
      reachedAt: row.reached_at,
      failure: row.failure,
    })),
  })),
  add: os.add.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const known = await devicesOf(db, actor.memberId)
    if (known.length >= mostDevices && !known.some((one) => one.endpoint === input.endpoint))
      throw conflict(
        'too_many_devices',
        `You have ${mostDevices} devices. Remove one that you no longer use.`,
      )
    return { operationId, id: await addDevice(db, { ...input, memberId: actor.memberId }, now) }
  }),
  remove: os.remove.handler(async ({ context, input }) => {
    await removeDevice(context.db, (await own(context, input.id)).id)
    return { operationId: context.operationId }
  }),
  test: os.test.handler(async ({ context, input }) => {
    const { id, name } = await own(context, input.id)
    const content = { title: 'Baton', body: `Notices arrive here: ${name}`, link: '/notices', tag: 'test' }
    await pushTo(context.db, id, content, context.now)
    return { operationId: context.operationId }
  }),
})

async function own({ db, actor }: Pick<Inside, 'db' | 'actor'>, id: string) {
  const device = (await devicesOf(db, actor.memberId)).find((one) => one.id === id)
  if (!device) throw notFound('no_device', 'This device is not one of yours.')
  return device
}
