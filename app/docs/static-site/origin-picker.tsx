import { buttonLook } from '../../components/button-look.ts'
import { Field } from '../../components/field.tsx'

type Props = {
  origin: string
  /** Those on the list, for administrators. */
  known: string[]
  /** Whether there is something to allow. */
  offered: boolean
  isAdmin: boolean
  /** What the doctor says of `origin`, for administrators. */
  summary: string | null
}

/** Names the origin of somebody's site, and leads to where it is allowed and examined. */
export function OriginPicker({ origin, known, offered, isAdmin, summary }: Props) {
  const query = `?origin=${encodeURIComponent(origin)}`
  return (
    <>
      <form method="get" action="/docs/static-site" className="space-y-3">
        <Field
          name="origin"
          label="Origin of your site"
          defaultValue={origin}
          help="What stands in the address bar up to the first slash after the host, as in https://you.github.io."
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
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
            Examine it
          </a>
        </p>
      )}
      {origin && !isAdmin && (
        <p className="text-quiet text-sm">
          That is for administrators: send one of them this page’s address.
        </p>
      )}
    </>
  )
}
