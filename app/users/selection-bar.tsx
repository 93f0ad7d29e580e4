'use client'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import { buttonLook } from '../components/button-look.ts'
import { useActs } from './acts.tsx'
import type { MatchingUsers, ShownUser } from './bulk-words.ts'
import { useSelection } from './selection.tsx'

const BUTTONS = [
  ['enable', 'Enable…'],
  ['disable', 'Disable…'],
  ['role', 'Set role…'],
  ['delete', 'Delete…'],
] as const

type Props = {
  /** The users on the page. */
  shown: ShownUser[]
  /** All users of the list, on every page. */
  all: MatchingUsers
}

/** How many users are selected, on all pages, and what can be done with them. */
export function SelectionBar({ shown, all }: Props) {
  const { chosen, matching, drop, chooseMatching } = useSelection()
  const { ask } = useActs()
  const count = matching ? matching.total : chosen.size
  const whom = matching ?? { users: [...chosen.values()] }
  const wholePage = shown.length > 0 && shown.every(({ uid }) => chosen.has(uid))
  const clear = () => {
    chooseMatching(null)
    drop([...chosen.keys()])
  }
  return (
    <section
      aria-label="Selection"
      className={
        count > 0
          ? 'fixed inset-x-4 bottom-4 z-20 mx-auto flex max-w-page flex-wrap items-center gap-2 rounded-md border border-edge bg-raised p-2 shadow-lg motion-safe:animate-arrive md:w-fit md:px-4'
          : 'sr-only'
      }
    >
      <p role="status" className="mr-2 grow font-medium text-sm">
        {matching
          ? `All ${describeUserCount(matching.total, matching.about)} selected`
          : count > 0 && `${describeUserCount(count)} selected`}
      </p>
      {count > 0 && (
        <>
          {wholePage && !matching && all.total > shown.length && (
            <button
              type="button"
              onClick={() => chooseMatching(all)}
              className="rounded-sm px-1 text-link text-sm"
            >
              Select all {describeUserCount(all.total, all.about)}
            </button>
          )}
          {BUTTONS.map(([action, words]) => (
            <button
              key={action}
              type="button"
              onClick={() => ask({ action, ...whom })}
              className={`${buttonLook.small} ${action === 'delete' ? 'text-danger' : ''}`}
            >
              {words}
            </button>
          ))}
          <button type="button" onClick={clear} className={buttonLook.small}>
            Clear
          </button>
        </>
      )}
    </section>
  )
}
