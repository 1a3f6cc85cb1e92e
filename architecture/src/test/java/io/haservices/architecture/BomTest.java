package io.haservices.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The BOM has no parent, so its versions are written twice: here they are compared. */
class BomTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void hasTheVersionsOfTheBuild() throws Exception {
        Map<String, String> build = properties(read("pom.xml"));
        Document bom = read("ha-bom/pom.xml");
        properties(bom)
                .forEach((name, value) ->
                        assertThat(build).as("properties of pom.xml").containsEntry(name, value));
        assertThat(texts(bom, "version").get(0))
                .isEqualTo(texts(read("pom.xml"), "version").get(0));
    }

    @Test
    void namesTheModulesForEmbedding() throws Exception {
        List<String> named = texts(read("ha-bom/pom.xml"), "artifactId");
        for (String module : texts(read("pom.xml"), "module")) {
            String first = texts(read(module + "/pom.xml"), "packaging").stream()
                    .findFirst()
                    .orElse("jar");
            boolean forEmbedding = module.startsWith("ha-") && !module.equals("ha-cli") && first.equals("jar");
            if (forEmbedding) {
                assertThat(named).contains(module);
            }
        }
        assertThat(named).contains("ha-zookeeper", "ha-testkit");
    }

    private static Document read(String file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve(file).toFile());
    }

    private static Map<String, String> properties(Document pom) {
        Map<String, String> properties = new TreeMap<>();
        NodeList all = ((Element) pom.getElementsByTagName("properties").item(0)).getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            properties.put(all.item(i).getNodeName(), all.item(i).getTextContent());
        }
        return properties;
    }

    private static List<String> texts(Document pom, String element) {
        List<String> texts = new ArrayList<>();
        NodeList all = pom.getElementsByTagName(element);
        for (int i = 0; i < all.getLength(); i++) {
            texts.add(all.item(i).getTextContent());
        }
        return texts;
    }
}
