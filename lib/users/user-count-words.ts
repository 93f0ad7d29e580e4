/** "1 user", "1,200 users", "about 1,200 users". */
export function describeUserCount(count: number, about = false): string {
  return `${about ? 'about ' : ''}${count.toLocaleString('en')} ${count === 1 ? 'user' : 'users'}`
}
