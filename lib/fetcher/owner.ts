/** To whom fetched files are given. */
export interface Owner { uid: number, gid: number }
