"use strict";
{
  // Redoc's attribution loads its logo from another host, which no page here does; the link stays.
  const outside = (value) => !value.startsWith("data:") && new URL(value, location).origin !== location.origin;
  const proto = HTMLImageElement.prototype;
  const source = Object.getOwnPropertyDescriptor(proto, "src");
  Object.defineProperty(proto, "src", {
    ...source,
    set(value) {
      if (!outside(String(value))) source.set.call(this, value);
    },
  });
  const setAttribute = Element.prototype.setAttribute;
  proto.setAttribute = function (name, value) {
    if (name !== "src" || !outside(String(value))) setAttribute.call(this, name, value);
  };
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
