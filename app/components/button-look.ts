const SHAPE =
  'relative inline-flex max-w-full items-center justify-center gap-2 rounded-md border font-medium select-none motion-safe:transition-colors motion-safe:duration-150 disabled:cursor-progress'
const PLAIN = 'border-edge bg-raised not-disabled:hover:bg-sunken'

/**
 * The classes of a button, or of a link that looks like one: `primary` for the main action of a page, `danger` for what
 * cannot be undone.
 */
export const buttonLook = {
  primary: `${SHAPE} min-h-10 px-4 py-1.5 border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-strong`,
  danger: `${SHAPE} min-h-10 px-4 py-1.5 border-transparent bg-danger text-on-accent not-disabled:hover:brightness-90`,
  plain: `${SHAPE} min-h-10 px-4 py-1.5 ${PLAIN}`,
  small: `${SHAPE} min-h-8 px-3 py-1 text-sm ${PLAIN}`,
}
