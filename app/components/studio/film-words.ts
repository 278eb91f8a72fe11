/** The video that is gone on from. */
export const film = {
  title: "Video to go on from",
  choices: "Videos to go on from",
  older:
    "These are your latest. To go on from an older one that this model made, press “Go on from here” on its page.",
  none: "You have no videos yet. Make one first.",
  signIn: "Sign in to choose one of your videos.",
};
