const SHAPE =
  'relative inline-flex items-center justify-center gap-2 rounded-md border font-medium select-none motion-safe:transition-colors motion-safe:duration-150 disabled:cursor-progress'
const PLAIN = 'border-edge bg-raised not-disabled:hover:bg-sunken'

/** The classes of what acts, be it a button or a link. `primary` is the one act of a page, `danger` what cannot be undone. */
export const buttonLook = {
  primary: `${SHAPE} h-10 px-4 border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-strong`,
  danger: `${SHAPE} h-10 px-4 border-transparent bg-danger text-on-accent not-disabled:hover:brightness-90`,
  plain: `${SHAPE} h-10 px-4 ${PLAIN}`,
  small: `${SHAPE} h-8 px-3 text-sm ${PLAIN}`,
}
