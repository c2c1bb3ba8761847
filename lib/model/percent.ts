/** A share in whole percent; what lies below them lies below the share. */
export const percentOf = (share: number): number => Math.floor(share * 100 + 1e-6);
