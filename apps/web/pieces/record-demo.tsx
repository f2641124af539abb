import { ActionIcon, Button, Textarea } from '@mantine/core'
import { IconDots, IconForms, IconMail, IconNote, IconPhone, IconWorld } from '@tabler/icons-react'
import { useState } from 'react'
import { useNow } from '#ui/format'
import { BatonMark, Clock, Face, Notice, Person, ScoreLines, Tag } from '#ui/pieces'
import { type Fact, Facts, RaceState, RecordPage, Section, Timeline, type TimelineEntry } from '#ui/record'

const hourMs = 3_600_000
const steps = [
  { label: 'Lead', accent: 'coral' as const },
  { label: 'Ready', accent: 'coral' as const },
  { label: 'Offered', accent: 'teal' as const, crossing: true },
  { label: 'Working', accent: 'teal' as const },
  { label: 'Qualified', accent: 'teal' as const },
  { label: 'Customer', accent: 'green' as const },
]

const entries = (now: Date): TimelineEntry[] => {
  const ago = (hours: number) => new Date(now.getTime() - hours * hourMs)
  return [
    {
      id: '1',
      at: ago(0.4),
      kindLabel: 'Handovers',
      title: 'Offered to Jonas Weiß',
      crossing: true,
      body: 'Asked for a price on the Enterprise page. Answer agreed within 1 h.',
    },
    {
      id: '2',
      at: ago(0.5),
      kindLabel: 'Forms',
      title: 'Sent the form “Ask for a price”',
      icon: <IconForms />,
      accent: 'coral',
      body: '“Wir brauchen 40 Plätze bis März. Können Sie auch Österreich?”',
    },
    { id: '3', at: ago(0.6), kindLabel: 'Visits', title: 'Read Pricing', noise: true },
    { id: '4', at: ago(0.62), kindLabel: 'Visits', title: 'Read Enterprise', noise: true },
    {
      id: '5',
      at: ago(0.7),
      kindLabel: 'Visits',
      title: 'Came from a search for “CRM Übergabe”',
      noise: true,
    },
    {
      id: '6',
      at: ago(26),
      kindLabel: 'Mail',
      title: 'Answered the newsletter of November',
      icon: <IconMail />,
      accent: 'coral',
      who: 'Anna Müller',
    },
    {
      id: '7',
      at: ago(27),
      kindLabel: 'Calls',
      title: 'Called, no answer',
      icon: <IconPhone />,
      accent: 'teal',
      who: 'Jonas Weiß',
    },
    {
      id: '8',
      at: ago(60),
      kindLabel: 'Notes',
      title: 'ملاحظة من فريق المبيعات',
      icon: <IconNote />,
      who: 'فاطمة',
      body: 'تحدثنا عن السعر والمدة.',
    },
    { id: '9', at: ago(400), kindLabel: 'Visits', title: 'First visit', icon: <IconWorld /> },
  ]
}

/** One person as a full page. */
export function RecordDemo() {
  const now = useNow(60_000)
  const [facts, setFacts] = useState<Record<string, string | null>>({
    email: 'anna.mueller@nordlicht-energie.example',
    phone: '+49 40 1234567',
    title: 'Leiterin Einkauf und Lieferantenbeziehungen',
    city: null,
    note: 'Prefers to be called before ten. Decides together with Dr. Hübner.',
  })
  const fact = (id: string, label: string, more: Partial<Fact> = {}): Fact => ({
    id,
    label,
    value: facts[id] ?? null,
    edit: { kind: 'text', save: async (value) => setFacts({ ...facts, [id]: value }) },
    ...more,
  })
  const edit = (id: string, kind: 'email' | 'phone' | 'prose') => ({
    kind,
    save: async (value: string | null) => setFacts({ ...facts, [id]: value }),
  })
  return (
    <RecordPage
      title="Anna Müller-Lüdenscheidt"
      subtitle="Leiterin Einkauf, Nordlicht Energie GmbH & Co. KG"
      avatar={<Face name="Anna Müller" size={44} />}
      state={<RaceState steps={steps} current={2} />}
      actions={
        <>
          <Button variant="default" leftSection={<IconPhone size={15} />}>
            Call
          </Button>
          <ActionIcon variant="default" size={30} aria-label="More">
            <IconDots size={16} />
          </ActionIcon>
        </>
      }
      facts={
        <>
          <Facts
            facts={[
              fact('email', 'E-mail', { copy: true, edit: edit('email', 'email') }),
              fact('phone', 'Phone', { copy: true, href: 'tel:+49401234567', edit: edit('phone', 'phone') }),
              fact('title', 'Job title'),
              fact('city', 'Town'),
              {
                id: 'owner',
                label: 'Owner',
                value: 'Jonas Weiß',
                show: <Person name="Jonas Weiß" size={20} />,
              },
              {
                id: 'source',
                label: 'Source',
                value: 'Search, “CRM Übergabe”',
                note: 'Frozen when the lead opened',
              },
              fact('note', 'Note', { edit: edit('note', 'prose') }),
            ]}
          />
          <Section title="Permissions">
            <Notice accent="green" title="May be called and written to on this matter">
              They asked on 24 November.
            </Notice>
          </Section>
        </>
      }
      timeline={
        <Timeline
          entries={entries(now)}
          more
          onMore={() => undefined}
          compose={<Textarea placeholder="Write a note" aria-label="Note" autosize minRows={2} />}
        />
      }
      next={
        <>
          <Section
            title="Handover"
            actions={<Clock dueAt={new Date(now.getTime() + 0.6 * hourMs)} label="Answer" />}
          >
            <Notice icon={<BatonMark size={18} />} title="Asked for a price for 40 seats">
              Read Pricing twice this week. Nordlicht has 380 people and no open deal.
            </Notice>
            <div style={{ display: 'flex', gap: 8, marginTop: 12 }}>
              <Button color="teal">Accept</Button>
              <Button variant="default">Send back</Button>
              <Button variant="subtle" color="gray">
                Hand on
              </Button>
            </div>
          </Section>
          <Section title="Score" actions={<Tag accent="coral">72</Tag>}>
            <ScoreLines
              lines={[
                {
                  id: 'a',
                  label: 'Asked for a price',
                  why: 'today, form “Ask for a price”',
                  points: 40,
                  accent: 'coral',
                },
                {
                  id: 'b',
                  label: 'Company of 200 to 1,000 people',
                  why: '380, from the company',
                  points: 22,
                  accent: 'teal',
                },
                { id: 'c', label: 'Read Pricing', why: '2 times in 7 days', points: 15, accent: 'coral' },
                { id: 'd', label: 'Free mail address in the past', points: -5 },
              ]}
              total={72}
              threshold={60}
            />
          </Section>
        </>
      }
    />
  )
}
