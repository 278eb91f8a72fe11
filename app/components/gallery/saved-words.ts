/** Of searches that are kept. */
export const savedSearches = {
  label: "Saved searches",
  save: "Save this search",
  saveNow: "Save",
  change: "Rename or delete",
  name: "Name of the search",
  rename: "Rename",
  delete: "Delete search",
};
