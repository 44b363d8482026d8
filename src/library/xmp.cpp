#include "library/xmp.h"

#include <algorithm>
#include <string_view>

#include "utf8.h"

namespace loupe {
namespace {

constexpr std::string_view kOurs = "x:xmptk=\"Photoloupe\"";

std::string escaped(std::string_view text) {
  std::string xml;
  for (const char c : toUtf8(text)) {
    switch (c) {
      case '&':
        xml += "&amp;";
        break;
      case '<':
        xml += "&lt;";
        break;
      case '>':
        xml += "&gt;";
        break;
      default:
        // XML has no way to write most control characters.
        xml += c >= 0 && c < ' ' ? ' ' : c;
    }
  }
  return xml;
}

std::string joined(const std::vector<std::string>& path, char separator) {
  std::string text;
  for (std::string level : path) {
    std::ranges::replace(level, separator, '-');
    text += (text.empty() ? "" : std::string(1, separator)) + level;
  }
  return text;
}

std::string list(const char* property, const char* kind, const std::vector<std::string>& items) {
  std::string xml = std::string("   <") + property + ">\n    <rdf:" + kind + ">\n";
  for (const std::string& item : items) xml += "     <rdf:li>" + escaped(item) + "</rdf:li>\n";
  return xml + "    </rdf:" + kind + ">\n   </" + property + ">\n";
}

}  // namespace

std::string xmpSidecar(const std::vector<std::vector<std::string>>& paths) {
  std::vector<std::string> names;
  std::vector<std::string> withBars;
  std::vector<std::string> withSlashes;
  for (const std::vector<std::string>& path : paths) {
    for (const std::string& level : path) {
      if (std::ranges::find(names, level) == names.end()) names.push_back(level);
    }
    withBars.push_back(joined(path, '|'));
    withSlashes.push_back(joined(path, '/'));
  }
  return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\" " +
         std::string(kOurs) +
         ">\n"
         " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "  <rdf:Description rdf:about=\"\"\n"
         "    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
         "    xmlns:lr=\"http://ns.adobe.com/lightroom/1.0/\"\n"
         "    xmlns:digiKam=\"http://www.digikam.org/ns/1.0/\">\n" +
         list("dc:subject", "Bag", names) + list("lr:hierarchicalSubject", "Bag", withBars) +
         list("digiKam:TagsList", "Seq", withSlashes) +
         "  </rdf:Description>\n"
         " </rdf:RDF>\n"
         "</x:xmpmeta>\n"
         "<?xpacket end=\"w\"?>\n";
}

bool isOwnSidecar(std::string_view xml) { return xml.find(kOurs) != std::string_view::npos; }

}  // namespace loupe
