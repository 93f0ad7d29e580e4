'use client'
import { useEffect } from 'react'

/** Deletes what the tab has stored about users, once nobody is signed in (ASVS v5.0.0-14.3.1). */
export function ForgetChoices() {
  useEffect(() => sessionStorage.clear(), [])
  return null
}
