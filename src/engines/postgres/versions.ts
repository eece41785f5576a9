/** Majors of Postgres that the gate knows. */
export const majors: readonly number[] = [14, 15, 16, 17, 18];
