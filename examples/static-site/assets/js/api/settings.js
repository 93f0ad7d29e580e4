/** Where Latchkey listens while you develop, and where you deployed it. Edit these two lines. */
export const localPort = 3000
export const deployedUri = 'https://latchkey.example.com'
