import { Button, Menu, Modal } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { confirm, ErrorState, Loading, Notice, Tag } from '#ui/pieces'
import { Facts } from '#ui/record'
import { Page, useGo, useParam } from '#ui/shell'
import { EditWebhook } from './edit-webhook.tsx'
import { Log } from './log.tsx'
import { Secret } from './secret.tsx'
import { type Endpoint, stateOf } from './states.ts'
import { useAct, useReload } from './use-webhooks.ts'
import css from './webhooks.module.css'

/** One webhook: what it hears of, how it is doing, what was sent. */
export default function Webhook() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(
    orpc.webhooks.get.queryOptions({ input: { id }, meta: { topics: ['webhooks', 'settings'] } }),
  )
  return (
    <Page
      title={data?.name ?? 'Webhook'}
      crumbs={[{ label: 'Webhooks', to: '/settings/webhooks' }]}
      narrow
      actions={data && <Acts it={data} />}
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={8} />}
      {data && (
        <div className={css.stack}>
          <Warning it={data} />
          <About it={data} />
          <Log of={data} />
        </div>
      )}
    </Page>
  )
}

function Acts({ it }: { it: Endpoint }) {
  const [act, go, reload] = [useAct(), useGo(), useReload()]
  const [editing, setEditing] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const { id, isOn } = it
  const renew = async () => {
    const yes = await confirm({
      title: 'Make a new secret?',
      body: 'It is shown once and signs at once. The secret of now signs beside it for 24 hours, so that nothing is lost until the other program knows the new one.',
      action: 'Make a new secret',
    })
    if (yes) await act(async () => keep(await client.webhooks.rotate({ id })), 'There is a new secret.')
  }
  const keep = <T extends { secret: string }>(made: T): T => {
    setSecret(made.secret)
    return made
  }
  const remove = async () => {
    if (await act(() => client.webhooks.remove({ id }), 'The webhook is removed.', true))
      go('/settings/webhooks')
  }
  return (
    <>
      {isOn && (
        <Button
          variant="default"
          onClick={() => void act(() => client.webhooks.test({ id }), 'A test is on its way.')}
        >
          Send a test
        </Button>
      )}
      {!isOn && (
        <Button
          onClick={() => void act(() => client.webhooks.update({ id, isOn: true }), 'It is on again.', true)}
        >
          Switch on
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px={8} aria-label="More to do with this webhook">
            <IconDots size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setEditing(true)}>Change …</Menu.Item>
          <Menu.Item onClick={() => void renew()}>New secret …</Menu.Item>
          {isOn && (
            <Menu.Item
              onClick={() => void act(() => client.webhooks.update({ id, isOn: false }), 'It is off.', true)}
            >
              Switch off
            </Menu.Item>
          )}
          <Menu.Item color="red" onClick={() => void remove()}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {editing && <EditWebhook of={it} onClose={() => setEditing(false)} />}
      <Modal
        opened={secret !== null}
        onClose={() => setSecret(null)}
        title="Copy the secret now"
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Secret
          value={secret ?? ''}
          more="The one before signs beside it for 24 hours."
          onClose={() => {
            setSecret(null)
            void reload()
          }}
        />
      </Modal>
    </>
  )
}

function Warning({ it }: { it: Endpoint }) {
  if (it.offBecause)
    return (
      <Notice accent="red" title="Baton switched this webhook off">
        {it.offBecause === 'gone'
          ? 'It answered 410: it is gone for good. '
          : 'Nothing came through for five days. '}
        Once it listens again, switch it on and send again what failed.
      </Notice>
    )
  if (!it.isOn)
    return (
      <Notice title="This webhook is off">
        It hears of nothing, and of what happens now not later either.
      </Notice>
    )
  if (it.failingSince)
    return (
      <Notice accent="amber" title={`Nothing came through since ${formatDateTime(it.failingSince)}`}>
        Each message is tried ten times in three days. After five days of nothing Baton switches the webhook
        off and tells the owners.
      </Notice>
    )
  return null
}

function About({ it }: { it: Endpoint }) {
  const state = stateOf(it)
  const { data: events } = useQuery(orpc.webhooks.events.queryOptions())
  const hearsAll = events?.rows.every(({ type }) => it.events.includes(type))
  return (
    <Facts
      title="Webhook"
      facts={[
        { id: 'url', label: 'Address', value: it.url, copy: true },
        {
          id: 'state',
          label: 'State',
          value: state.label,
          show: <Tag accent={state.accent}>{state.label}</Tag>,
        },
        {
          id: 'events',
          label: 'Events',
          value: hearsAll ? `All ${formatNumber(it.events.length)}` : it.events.join(', '),
          show: hearsAll === undefined ? formatNumber(it.events.length) : undefined,
        },
        { id: 'delivered', label: 'Last delivered', value: it.deliveredAt && formatDateTime(it.deliveredAt) },
        {
          id: 'secret',
          label: 'Secret',
          value: `Made ${formatDateTime(it.secretSince)}${
            it.oldSecretUntil ? `; the one before signs until ${formatDateTime(it.oldSecretUntil)}` : ''
          }`,
        },
      ]}
    />
  )
}
