import { buttonLook } from '../components/button-look.ts'
import { EmptyState } from '../components/empty-state.tsx'

/** No event matches. Without a filter there is always one: viewing this page needs a sign-in. */
export function EventsEmpty() {
  return (
    <EmptyState
      title="No audit event matches"
      words="A search needs the whole user ID or the whole address. Choose a longer time, or show all events."
    >
      <a href="/activity" className={buttonLook.plain}>
        Show all events
      </a>
    </EmptyState>
  )
}
