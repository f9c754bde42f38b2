"use strict";
{
  const place = document.getElementById("redoc");
  const options = {
    disableSearch: true,
    hideDownloadButton: false,
    nativeScrollbars: true,
    theme: {
      colors: { primary: { main: "#1f4b8e" } },
      typography: { fontFamily: "system-ui, sans-serif", headings: { fontFamily: "system-ui, sans-serif" } },
    },
  };
  Redoc.init(place.dataset.schema, options, place);
}
