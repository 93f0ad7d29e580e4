import { buttonLook } from '../../components/button-look.ts'
import { EXACT_TEXT, Field } from '../../components/field.tsx'

type Props = {
  origin: string
  /** The origins on the list; for administrators only. */
  known: string[]
  /** Whether the origin can be allowed. */
  offered: boolean
  isAdmin: boolean
  /** The doctor's summary for `origin`; for administrators only. */
  summary: string | null
}

/** Chooses the origin of the reader's site, and links to where it is allowed and checked. */
export function OriginPicker({ origin, known, offered, isAdmin, summary }: Props) {
  const query = `?origin=${encodeURIComponent(origin)}`
  return (
    <>
      <form method="get" action="/docs/static-site" className="space-y-3">
        <Field
          {...EXACT_TEXT}
          name="origin"
          label="Origin of your site"
          defaultValue={origin}
          help="The part of its address before the first slash after the host, for example https://you.github.io."
          inputMode="url"
          list={known.length > 0 ? 'known-origins' : undefined}
        />
        {known.length > 0 && (
          <datalist id="known-origins">
            {known.map(one => (
              <option key={one} value={one} />
            ))}
          </datalist>
        )}
        <button type="submit" className={buttonLook.plain}>
          Use this origin
        </button>
      </form>
      {summary && <p role="status">{summary}</p>}
      {origin && (
        <p className="flex flex-wrap gap-2">
          {offered && (
            <a href={`/origins/new${query}`} className={buttonLook.small}>
              Allow this origin
            </a>
          )}
          <a href={`/origins/doctor${query}`} className={buttonLook.small}>
            Check it
          </a>
        </p>
      )}
      {origin && !isAdmin && (
        <p className="text-quiet text-sm">
          Only administrators can do this: send one of them the address of this page.
        </p>
      )}
    </>
  )
}
