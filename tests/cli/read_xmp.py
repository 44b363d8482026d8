"""Prints what an XML parser finds in an XMP sidecar: {property: [items]}, as JSON."""
import json
import sys
import xml.etree.ElementTree as ET

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
description = ET.parse(sys.argv[1]).getroot().find(f"{RDF}RDF/{RDF}Description")
print(json.dumps({p.tag: [item.text for item in p.iter(f"{RDF}li")] for p in description}))
