import { useMutation, useQueryClient } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { failToast, toast } from '#ui/pieces'

/** Sends kept or held letters after all, and says how many. */
export function useRelease() {
  const queries = useQueryClient()
  return useMutation(
    orpc.letters.release.mutationOptions({
      onSuccess: ({ released }) => {
        toast(
          released === 0
            ? 'None went out: they are too old, or were sent already.'
            : released === 1
              ? 'One letter is on its way.'
              : `${released} letters are on their way.`,
        )
        return queries.invalidateQueries({ queryKey: orpc.letters.key() })
      },
      onError: (error) => failToast(problemText(error), 'The mail is still kept here.'),
    }),
  )
}
