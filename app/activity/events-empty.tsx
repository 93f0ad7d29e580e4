import { buttonLook } from '../components/button-look.ts'

/** No event to show, which is so only where one has asked for few. */
export function EventsEmpty() {
  return (
    <div className="rounded-md border border-line bg-raised px-6 py-16 text-center">
      <h2 className="font-semibold">No such event is on record</h2>
      <p className="mx-auto mt-1 max-w-words text-balance text-quiet">
        A search needs the whole user ID or the whole address. Choose a longer time, or see
        everything.
      </p>
      <a href="/activity" className={`${buttonLook.plain} mt-6`}>
        Show everything
      </a>
    </div>
  )
}
