import type { OperationGroup } from './operations.ts'

/** Links to every operation; on a phone only to their groups. */
export function Contents({ groups }: { groups: OperationGroup[] }) {
  return (
    <nav
      aria-label="Operations"
      className="text-sm md:sticky md:top-0 md:max-h-dvh md:w-56 md:shrink-0 md:self-start md:overflow-y-auto md:py-4"
    >
      <ul className="max-md:flex max-md:flex-wrap max-md:gap-x-4 md:space-y-4">
        {groups.map(({ id, name, operations }) => (
          <li key={id}>
            <a href={`#${id}`} className="block rounded-sm py-1 font-medium hover:underline">
              {name}
            </a>
            <ul className="max-md:hidden">
              {operations.map(({ operation: { operationId, summary } }) => (
                <li key={operationId}>
                  <a
                    href={`#${operationId}`}
                    className="block rounded-sm py-1 text-quiet hover:underline"
                  >
                    {summary}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
        {['Errors', 'Schemas'].map(name => (
          <li key={name}>
            <a
              href={`#${name.toLowerCase()}`}
              className="block rounded-sm py-1 font-medium hover:underline"
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
