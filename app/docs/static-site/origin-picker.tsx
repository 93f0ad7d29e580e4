import { buttonLook } from '../../components/button-look.ts'
import { EXACT_TEXT, Field } from '../../components/field.tsx'

type Props = {
  origin: string
  /** The page that is named: its origin, and its path unless it is the first of its site. */
  address: string
  /** The origins on the list; for administrators only. */
  known: string[]
  /** Whether the origin can be allowed. */
  offered: boolean
  isAdmin: boolean
  /** The doctor's summary for `origin`; for administrators only. */
  summary: string | null
}

/** Chooses the origin of the reader's site, and links to where it is allowed and checked. */
export function OriginPicker({ origin, address, known, offered, isAdmin, summary }: Props) {
  const query = `?origin=${encodeURIComponent(origin)}`
  return (
    <>
      <form method="get" action="/docs/static-site" className="space-y-3">
        <Field
          {...EXACT_TEXT}
          name="origin"
          label="Address of your page"
          defaultValue={address}
          help="As the browser shows it, for example https://you.github.io/app/. Its origin, which is allowed, is the part before the first slash after the host."
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
          Use this address
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
          <a
            href={`/origins/doctor?act=sign-in&origin=${encodeURIComponent(address)}`}
            className={buttonLook.small}
          >
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
