/** Characters that Alembic's version table holds unless a project makes its own: `version_num VARCHAR(32)`. */
export const longestRevisionId = 32;

/** The subject of whatever is said about an id that does not fit, so that it is said once. */
export const revisionIdSubject = 'length of the revision id';
