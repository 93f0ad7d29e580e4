const LOOKS = {
  small: 'size-8 rounded-sm',
  large: 'size-10 rounded-md object-contain',
}

type Props = {
  /** A data address; null or empty without a logo. */
  logo: string | null
  size?: keyof typeof LOOKS
}

/** The logo of a registered client, if it has one. Its name stands beside it. */
export function ClientLogo({ logo, size = 'small' }: Props) {
  if (!logo) return null
  // biome-ignore lint/performance/noImgElement: it is a data address, of which nothing can be made smaller.
  return <img src={logo} alt="" className={`shrink-0 ${LOOKS[size]}`} />
}
