'use client'
import { type ReactNode, type SyntheticEvent, useState } from 'react'

type Props = { href: string; className: string; children: ReactNode }

/** A link on one line. Where that cuts it, the whole shows below on hover and on keyboard focus, until Escape. */
export function CutLink({ href, className, children }: Props) {
  const [isCut, setIsCut] = useState(false)
  const measure = ({ currentTarget: { scrollWidth, clientWidth } }: SyntheticEvent<HTMLElement>) =>
    setIsCut(scrollWidth > clientWidth)
  return (
    <span className={`group/cut relative min-w-0 ${className}`}>
      <a
        href={href}
        onPointerEnter={measure}
        onFocus={measure}
        onKeyDown={({ key }) => key === 'Escape' && setIsCut(false)}
        className="block truncate rounded-sm py-2 hover:underline"
      >
        {children}
      </a>
      {isCut && (
        <span
          aria-hidden
          className="invisible absolute top-full right-0 z-20 w-max max-w-[80vw] rounded-md border border-line bg-raised px-3 py-1 shadow-lg wrap-anywhere group-hover/cut:visible group-has-focus-visible/cut:visible"
        >
          {children}
        </span>
      )}
    </span>
  )
}
