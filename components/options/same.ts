interface End {
  address: string;
  userId: string | null;
}

/** One server as one user, whatever it is called here. */
export const isSame = (one: End, other: End): boolean =>
  one.address === other.address && one.userId === other.userId;
