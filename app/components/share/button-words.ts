/** Apart from all that sharing says, which is fetched when it is pressed. */
export const shareButton = "Share";
