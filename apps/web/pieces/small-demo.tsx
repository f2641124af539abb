import { ActionIcon, Button, Checkbox, Group, Menu, SegmentedControl, Switch, Tabs } from '@mantine/core'
import { IconDots, IconInbox } from '@tabler/icons-react'
import { useState } from 'react'
import { DateTime, Money, RelativeTime, useNow } from '#ui/format'
import { Keys } from '#ui/keys'
import {
  BatonMark,
  Clock,
  CopyButton,
  confirm,
  EmptyState,
  ErrorState,
  failToast,
  Loading,
  Notice,
  Person,
  Progress,
  Tag,
  toast,
  undoToast,
  Wordmark,
} from '#ui/pieces'
import { Section } from '#ui/record'
import type { Accent } from '#ui/theme'
import css from './pieces.module.css'

const minuteMs = 60_000
const accents: Accent[] = ['gray', 'coral', 'teal', 'amber', 'green', 'red']

function Buttons() {
  return (
    <Section title="Buttons and controls">
      <Group gap="xs">
        <Button>Save</Button>
        <Button color="coral">Publish</Button>
        <Button color="teal">Accept</Button>
        <Button color="red">Delete</Button>
        <Button variant="default">Cancel</Button>
        <Button variant="light">Light</Button>
        <Button variant="light" color="teal">
          Light teal
        </Button>
        <Button variant="subtle" color="gray">
          Subtle
        </Button>
        <Button disabled>Not now</Button>
        <Button loading>Saving</Button>
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label="More">
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => undoToast('3 contacts changed', () => undefined)}>
              Change with undo
            </Menu.Item>
            <Menu.Item onClick={() => failToast('It was not saved', 'Your text is still here.')}>
              Fail
            </Menu.Item>
            <Menu.Item
              color="red"
              onClick={async () =>
                toast(
                  (await confirm({
                    title: 'Erase Anna Müller?',
                    body: 'Her name and addresses go; the counts stay. This can’t be undone.',
                    action: 'Erase',
                    danger: true,
                    type: 'erase',
                  }))
                    ? 'Erased'
                    : 'Kept',
                )
              }
            >
              Ask first
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Group gap="md" mt="sm">
        <SegmentedControl data={['List', 'Board', 'Chart']} />
        <Checkbox label="Everybody sees it" defaultChecked />
        <Switch label="On" defaultChecked />
      </Group>
      <Tabs defaultValue="one" mt="sm">
        <Tabs.List>
          <Tabs.Tab value="one">One</Tabs.Tab>
          <Tabs.Tab value="two">Two</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="one">First</Tabs.Panel>
        <Tabs.Panel value="two">Second</Tabs.Panel>
      </Tabs>
    </Section>
  )
}

/** Everything small, side by side. */
export function SmallDemo() {
  const now = useNow(minuteMs)
  const [paused, setPaused] = useState(false)
  const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * minuteMs)
  return (
    <div className={css.grid}>
      <Section title="Marks, tags, people">
        <Group gap="md">
          <Wordmark />
          <BatonMark size={16} />
          <BatonMark size={32} />
          <BatonMark size={56} title="Baton" />
        </Group>
        <Group gap="xs" mt="sm">
          {accents.map((accent) => (
            <Tag key={accent} accent={accent}>
              {accent}
            </Tag>
          ))}
        </Group>
        <Group gap="md" mt="sm">
          {accents.map((accent) => (
            <Tag key={accent} accent={accent} dot>
              {accent}
            </Tag>
          ))}
        </Group>
        <Group gap="lg" mt="sm">
          <Person name="Anna Müller" sub="Nordlicht Energie" size={30} />
          <Person name="فاطمة الزهراء بنت محمد" sub="شركة النور" size={30} />
        </Group>
      </Section>
      <Section title="Clocks">
        <Group gap="xs">
          <Clock dueAt={inMinutes(220)} />
          <Clock dueAt={inMinutes(24)} label="Answer" />
          <Clock dueAt={inMinutes(-130)} label="Attempt" />
          <Clock dueAt={inMinutes(60)} metAt={inMinutes(-20)} label="Answer" />
          <Clock dueAt={inMinutes(-60)} metAt={inMinutes(-20)} />
          <Clock dueAt={inMinutes(300)} waiting="No cover until Monday" />
        </Group>
        <Group gap="md" mt="sm">
          <DateTime value={now} time />
          <RelativeTime value={inMinutes(-3000)} />
          <Money minor={1_000_553_400} currency="EUR" />
          <Money minor={12_500} currency="JPY" />
          <Keys of="g p" />
          <Keys of="mod+k" />
          <CopyButton value="baton" />
        </Group>
      </Section>
      <Buttons />
      <Section title="Long work">
        <Progress
          label="Import of Leads.csv"
          done={6412}
          total={9240}
          state={paused ? 'paused' : 'running'}
          startedAt={inMinutes(-1)}
          counts={[
            { label: 'new', count: 6012, accent: 'green' },
            { label: 'matched', count: 388 },
            { label: 'refused', count: 12, accent: 'red' },
          ]}
          onPause={() => setPaused(true)}
          onResume={() => setPaused(false)}
          onCancel={() => undefined}
        />
      </Section>
      <Section title="Messages">
        <div className={css.stack}>
          <Notice title="Outgoing mail is kept here">
            No mail server is set up. Everything that would be sent can be read under Sent mail.
          </Notice>
          <Notice accent="amber" title="Dr. Hübner may know already">
            Same company, phone ends in 67.
          </Notice>
          <Notice accent="red" title="Anna took this lead 2 minutes ago." />
          <Loading lines={3} />
        </div>
      </Section>
      <Section title="Nothing and not possible">
        <EmptyState
          icon={<IconInbox size={22} stroke={1.6} />}
          title="No leads yet"
          action={{ label: 'Publish a form', run: () => toast('Published') }}
          more={
            <Button variant="subtle" color="gray">
              Bring in contacts
            </Button>
          }
        >
          A lead begins when somebody shows interest. The quickest way is a form.
        </EmptyState>
        <ErrorState
          what="The list could not be loaded"
          kept="Nothing was changed."
          todo="The server did not answer within ten seconds."
          onRetry={() => toast('Again')}
          code="req-018f2b"
        />
      </Section>
    </div>
  )
}
