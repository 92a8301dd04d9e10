// The text of each page of PDFs as Apache PDFBox gives it, as Tika, Solr and Elasticsearch do: one JSON list a file, one
// file a line.
// java -cp pdfbox-app.jar .ci/PdfBoxText.java FILE...

import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

public class PdfBoxText {
  public static void main(String[] files) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String file : files) {
      try (PDDocument document = Loader.loadPDF(new File(file))) {
        for (int page = 1; page <= document.getNumberOfPages(); page++) {
          PDFTextStripper stripper = new PDFTextStripper();
          stripper.setStartPage(page);
          stripper.setEndPage(page);
          out.print(page == 1 ? "[" : ",");
          out.print(quoted(stripper.getText(document)));
        }
        out.println("]");
      }
    }
    out.flush();
  }

  /** A text as a string of JSON. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char unit : text.toCharArray()) {
      if (unit < ' ' || unit == '"' || unit == '\\' || Character.isSurrogate(unit)) {
        quoted.append(String.format("\\u%04x", (int) unit));
      } else {
        quoted.append(unit);
      }
    }
    return quoted.append('"').toString();
  }
}
