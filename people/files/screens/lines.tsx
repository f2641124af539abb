import { ActionIcon, Progress, Tooltip } from '@mantine/core'
import {
  IconAlertTriangle,
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconPhoto,
  IconRefresh,
  IconX,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { client, problemText } from '#ui/client'
import { failToast } from '#ui/pieces'
import type { FileShape } from '../contract.ts'
import { inBytes } from '../words.ts'
import css from './files.module.css'
import { cancel, type Going, type Of, type Place, tryAgain, useGoing } from './going.ts'

const careWords = {
  odd: 'What is in it is not what its name says. Open it only if you know who sent it.',
  page: 'A web page: it may run scripts when it is opened.',
  program: 'A program, or a document that runs one. Open it only if you know who sent it.',
}

const icons: Record<string, ReactNode> = {
  PDF: <IconFileTypePdf size={16} />,
  Picture: <IconPhoto size={16} />,
  Spreadsheet: <IconFileSpreadsheet size={16} />,
  'Text document': <IconFileText size={16} />,
  Text: <IconFileText size={16} />,
}

/** Fetches a file by a link that is good for this once and a while: the browser saves it. */
async function fetchFile({ id }: FileShape): Promise<void> {
  try {
    const { url } = await client.files.link({ id })
    Object.assign(document.createElement('a'), { href: url, rel: 'noreferrer' }).click()
  } catch (problem) {
    failToast(problemText(problem), 'The file was not fetched.')
  }
}

/** A file as a line: what it is called, what it is, how large; a click saves it. */
export function FileLine({
  file,
  more,
  actions,
}: {
  file: FileShape
  more?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={css.line}>
      <span className={css.icon}>{icons[file.typeLabel] ?? <IconFile size={16} />}</span>
      <span className={css.what}>
        <button type="button" className={css.name} onClick={() => void fetchFile(file)}>
          <span className="b-heard">Save </span>
          <bdi>{file.name}</bdi>
        </button>
        <span className={css.more}>
          {file.typeLabel}, {inBytes(file.sizeBytes)}
          {more && <> · {more}</>}
        </span>
        {file.care && (
          <span className={css.care}>
            <IconAlertTriangle size={14} /> {careWords[file.care]}
          </span>
        )}
      </span>
      {actions}
    </div>
  )
}

function Line({ going }: { going: Going }) {
  const { key, file, sentBytes, problem, final } = going
  const stop = () =>
    cancel(key).catch((error) => failToast(problemText(error), 'What came in goes within a day by itself.'))
  return (
    <li className={css.line}>
      <span className={css.icon}>
        <IconFile size={16} />
      </span>
      <span className={css.what}>
        <bdi>{file.name}</bdi>
        {problem ? (
          <span className={css.problem} role="alert">
            {problem}
          </span>
        ) : (
          <>
            <Progress
              size="xs"
              value={(sentBytes / file.size) * 100}
              aria-label={`${file.name} is on its way`}
            />
            <span className={css.more}>
              {inBytes(sentBytes)} of {inBytes(file.size)}
            </span>
          </>
        )}
      </span>
      {problem && !final && (
        <Tooltip label="Try again">
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`Try again: ${file.name}`}
            onClick={() => tryAgain(key)}
          >
            <IconRefresh size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={problem ? 'Leave it out' : 'Cancel'}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`${problem ? 'Leave out' : 'Cancel'}: ${file.name}`}
          onClick={() => void stop()}
        >
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </li>
  )
}

/** What is on its way to a record, with how far it is. */
export function OnTheirWay({ of, place }: { of: Of; place: Place }) {
  const going = useGoing(of, place)
  if (going.length === 0) return null
  return (
    <ul className={css.list} aria-label="Files on their way">
      {going.map((it) => (
        <Line key={it.key} going={it} />
      ))}
    </ul>
  )
}
