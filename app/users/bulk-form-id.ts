/** The form of those who have no JavaScript, to which the boxes of the table belong. */
export const BULK_FORM_ID = 'bulk'
