import { ActionIcon, Tooltip } from '@mantine/core'
import { IconRobot, IconUser } from '@tabler/icons-react'
import { client, problemText } from '#ui/client'
import { failToast, undoToast } from '#ui/pieces'
import { useReload } from './note.tsx'

/** Whom an act is held to be of can be said by whoever knows better; it is taken back by saying the opposite. */
export function WhoActed({ id, heldFor }: { id: string; heldFor: 'person' | 'program' }) {
  const reload = useReload()
  const other = heldFor === 'person' ? 'program' : 'person'
  const say = async (who: 'person' | 'program') => {
    await client.timeline.judge({ id, verdict: who === 'person' ? 'human' : 'machine' })
    await reload()
  }
  const correct = async () => {
    try {
      await say(other)
      undoToast(`Held to be a ${other}’s from now on.`, () => say(heldFor))
    } catch (problem) {
      failToast(problemText(problem), 'It is as it was.')
    }
  }
  return (
    <Tooltip label={`This was a ${other}`}>
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label={`This was a ${other}`}
        onClick={() => void correct()}
      >
        {other === 'program' ? <IconRobot size={14} /> : <IconUser size={14} />}
      </ActionIcon>
    </Tooltip>
  )
}
