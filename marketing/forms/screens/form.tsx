import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { useKeys } from '#ui/keys'
import { CopyButton, confirm, ErrorState, failToast, Loading, Notice, Tag } from '#ui/pieces'
import { Link, Page, useGo, useParam } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import { useMay } from '#workspace/members/screens'
import { problemsOf } from '../form.ts'
import { Consent } from './consent.tsx'
import { Fields } from './fields.tsx'
import css from './forms.module.css'
import { Preview } from './preview.tsx'
import { Share } from './share.tsx'
import { About, Texts } from './texts.tsx'
import { type Editing, type FullForm, useDraft } from './use-draft.ts'
import { stateWords } from './words.ts'

const crumbs = [{ label: 'Forms', to: '/marketing/forms' }]

/** One form: built on one side, seen on the other. */
export default function FormPage() {
  const id = useParam('id')
  const mayWrite = useMay('forms.write')
  const { data: form, error, refetch } = useQuery(orpc.forms.get.queryOptions({ input: { id } }))
  if (form && mayWrite !== undefined)
    return mayWrite ? <Builder key={id} form={form} /> : <Reader form={form} />
  return (
    <Page title="Form" crumbs={crumbs}>
      {error ? (
        <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
      ) : (
        <Loading lines={8} />
      )}
    </Page>
  )
}

function State({ form }: { form: FullForm }) {
  const { label, accent } = form.archivedAt
    ? { label: 'Put away', accent: 'gray' as const }
    : stateWords[form.state]
  return (
    <Tag accent={accent} dot>
      {label}
    </Tag>
  )
}

/** For those who don't make forms: what it looks like and where it is. */
function Reader({ form }: { form: FullForm }) {
  return (
    <Page title={form.name} crumbs={crumbs} narrow actions={<State form={form} />}>
      <div className={css.parts}>
        <Share form={form} />
        <Preview definition={form.definition} />
      </div>
    </Page>
  )
}

function Builder({ form }: { form: FullForm }) {
  const editing = useDraft(form)
  const { draft, dirty, saving, save } = editing
  const [publishing, setPublishing] = useState(false)
  const problemsBox = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const problems = problemsOf(draft.definition, draft.intent)
  const pending = dirty || form.liveVersion !== form.draftVersion
  useBlocker({
    disabled: !dirty,
    enableBeforeUnload: dirty,
    shouldBlockFn: async ({ current, next }) =>
      current.pathname !== next.pathname &&
      !(await confirm({
        title: 'Leave without saving?',
        body: 'What you changed since the last save is lost.',
        action: 'Leave',
        danger: true,
      })),
  })
  const saved = async (quiet = false) => {
    if (await save(quiet)) return true
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
    return false
  }
  const publish = async () => {
    if (problems.length > 0) {
      problemsBox.current?.focus()
      return
    }
    setPublishing(true)
    try {
      if (dirty && !(await saved(true))) return
      const { operationId } = await client.forms.publish({ id: form.id })
      await editing.reload()
      undoable('People see this form now.', operationId, editing.reload)
    } catch (error) {
      failToast(problemText(error), 'The draft is kept; people see what they saw before.')
    } finally {
      setPublishing(false)
    }
  }
  useKeys(
    { 'mod+s': { says: 'Save the draft', run: () => void (dirty && !saving && saved()) } },
    { group: 'This form' },
  )
  return (
    <Page
      title={draft.name.trim() || 'Form'}
      crumbs={crumbs}
      actions={
        <>
          <State form={form} />
          {form.state === 'live' && (
            <>
              <Button
                component="a"
                variant="default"
                href={form.url}
                target="_blank"
                rel="noopener noreferrer"
                rightSection={<IconExternalLink size={15} />}
              >
                Open the form
              </Button>
              <CopyButton value={form.url} label="Copy the link" />
            </>
          )}
          <Button
            variant="default"
            disabled={!dirty}
            loading={saving && !publishing}
            onClick={() => void saved()}
          >
            Save
          </Button>
          <Button
            disabled={form.archivedAt !== null || (form.state === 'live' && !pending)}
            loading={publishing}
            onClick={() => void publish()}
          >
            {form.state === 'live' ? 'Publish changes' : 'Publish'}
          </Button>
          <More form={form} reload={editing.reload} />
        </>
      }
    >
      <div ref={root} className={css.builder}>
        <div className={css.parts}>
          <div ref={problemsBox} tabIndex={-1} className={css.notices}>
            <Notices form={form} editing={editing} problems={problems} pending={pending} />
          </div>
          <About editing={editing} />
          <Fields editing={editing} />
          <Consent editing={editing} />
          <Texts editing={editing} />
          <Share form={form} />
        </div>
        <Preview definition={draft.definition} />
      </div>
    </Page>
  )
}

type NoticesProps = { form: FullForm; editing: Editing; problems: string[]; pending: boolean }

/** What stands between the draft and the people, the most pressing first. */
function Notices({ form, editing, problems, pending }: NoticesProps) {
  return (
    <>
      {editing.overtaken && (
        <Notice
          accent="amber"
          title="Somebody saved this form meanwhile"
          action={
            <Button size="compact-sm" variant="default" onClick={editing.takeTheirs}>
              Take theirs
            </Button>
          }
        >
          What you typed is still here. Saving makes yours the newest version.
        </Notice>
      )}
      {problems.length > 0 && (
        <Notice accent="amber" title="Before it can be published">
          <ul className={css.problems}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      {form.state === 'live' && pending && (
        <Notice title="People still see the published version">
          {editing.dirty ? 'Your changes are not saved yet.' : 'The saved draft is newer than what they see.'}
        </Notice>
      )}
    </>
  )
}

function More({ form, reload }: { form: FullForm; reload: () => Promise<unknown> }) {
  const go = useGo()
  const act = (said: string, doIt: () => Promise<{ operationId: string | null }>) => async () => {
    try {
      const { operationId } = await doIt()
      await reload()
      undoable(said, operationId, reload)
    } catch (error) {
      failToast(problemText(error), 'The form is as it was before.')
    }
  }
  const { id } = form
  const close = act('The form is closed.', () => client.forms.close({ id }))
  const archive = act('The form is put away; what was sent stays.', () => client.forms.archive({ id }))
  const restore = act('The form is back among the others.', () => client.forms.restore({ id }))
  const copy = async () => {
    try {
      const made = await client.forms.duplicate({ id })
      await reload()
      go(`/marketing/forms/${made.id}`)
      undoable('Copied as a draft of its own.', made.operationId, () => {
        go('/marketing/forms')
        return reload()
      })
    } catch (error) {
      failToast(problemText(error), 'Nothing was copied.')
    }
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="More for this form">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={`/marketing/submissions?form=${form.id}`}>
          Submissions ({form.submissions})
        </Menu.Item>
        <Menu.Item onClick={() => void copy()}>Copy as a new form</Menu.Item>
        {form.archivedAt ? (
          <Menu.Item onClick={() => void restore()}>Bring it back</Menu.Item>
        ) : (
          <Menu.Item onClick={() => void archive()}>Put it away</Menu.Item>
        )}
        <Menu.Item color="red" disabled={form.state !== 'live'} onClick={() => void close()}>
          Close the form
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
