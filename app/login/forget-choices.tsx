'use client'
import { useEffect } from 'react'

/** Forgets what the tab has kept of people, once nobody is signed in any more (ASVS v5.0.0-14.3.1). */
export function ForgetChoices() {
  useEffect(() => sessionStorage.clear(), [])
  return null
}
