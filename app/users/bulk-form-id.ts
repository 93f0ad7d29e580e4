/** The form that the checkboxes of the table belong to, for use without JavaScript. */
export const BULK_FORM_ID = 'bulk'
