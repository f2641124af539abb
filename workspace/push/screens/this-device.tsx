import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { failToast, Notice, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import css from './push.module.css'
import { hindrance, ownHash, subscribe, unsubscribe } from './subscription.ts'

type Device = Awaited<ReturnType<typeof client.push.get>>['devices'][number]

/** Notices while Baton is closed: turned on for the device at hand, and one's other devices. */
export function ThisDevice() {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const { data } = useQuery(orpc.push.get.queryOptions({ meta: { topics: ['push'] } }))
  const { data: own } = useQuery({ queryKey: ['push', 'own'], queryFn: ownHash })
  const isOn = data?.devices.some(({ hash }) => hash === own)
  const problem = hindrance()
  const run = async (act: () => Promise<unknown>, done: string, failed: string) => {
    setBusy(true)
    try {
      await act()
      toast(done)
    } catch (error) {
      failToast(problemText(error), failed)
    }
    await queries.invalidateQueries({ queryKey: ['push'] })
    await queries.invalidateQueries({ queryKey: orpc.push.key() })
    setBusy(false)
  }
  const remove = ({ id, hash, name }: Device) =>
    run(
      async () => {
        await client.push.remove({ id })
        if (hash === own) await unsubscribe()
      },
      `${name} hears no more notices.`,
      'The device was not removed.',
    )
  const test = ({ id }: Device) =>
    run(() => client.push.test({ id }), 'Sent. It should be there in a few seconds.', 'Nothing was sent.')
  if (!data) return null
  return (
    <Section title="Your devices" count={data.devices.length}>
      {!isOn && (
        <Notice title="Hear of leads while Baton is closed">
          <p className={css.text}>
            {problem ?? 'This device shows notices as it shows those of other apps.'}
          </p>
          {!problem && (
            <Button
              loading={busy}
              onClick={() =>
                void run(
                  () => subscribe(data.publicKey),
                  'Notices arrive on this device.',
                  'Notices were not turned on.',
                )
              }
            >
              Turn on here
            </Button>
          )}
        </Notice>
      )}
      <ul className={css.list}>
        {data.devices.map((device) => (
          <li key={device.id}>
            <span>
              <bdi>{device.name}</bdi> {device.hash === own && <b>this device</b>}
              <br />
              <span className={css.dim}>
                {device.failure
                  ? `The last notice did not arrive. ${device.failure}`
                  : device.reachedAt
                    ? `Last notice ${formatDate(device.reachedAt)}`
                    : `Since ${formatDate(device.createdAt)}`}
              </span>
            </span>
            <span className={css.acts}>
              <Button size="compact-sm" variant="default" disabled={busy} onClick={() => void test(device)}>
                Try it
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                disabled={busy}
                onClick={() => void remove(device)}
              >
                Remove
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
