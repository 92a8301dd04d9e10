// EPUBCheck on many files in one process: paths in; a line for each message, and one when a file is done, out.
// java -cp epubcheck.jar:lib/* .ci/EpubChecks.java FILE...

import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.MessageId;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;

public class EpubChecks {
  static class Lines extends DefaultReportImpl {
    private final String file;

    Lines(String file) {
      super(file, "", true);
      this.file = file;
    }

    @Override
    public void message(Message message, EPUBLocation location, Object... args) {
      Severity severity = message.getSeverity();
      if (severity == Severity.ERROR || severity == Severity.FATAL) {
        String text = message.getMessage(args).replace('\n', ' ').replace('\t', ' ');
        System.out.println(
            String.join("\t", file, severity.toString(), message.getID().toString(), location.getPath(), text));
      }
    }

    @Override
    public void info(String resource, com.adobe.epubcheck.util.FeatureEnum feature, String value) {}

    @Override
    public int generate() {
      return 0;
    }
  }

  public static void main(String[] files) {
    for (String file : files) {
      Lines report = new Lines(file);
      report.initialize();
      try {
        new EpubCheck(new File(file), report).doValidate();
      } catch (Throwable failure) {
        System.out.println(String.join("\t", file, "FATAL", "CRASH", "", failure.toString()));
      }
      System.out.println(String.join("\t", file, "done", "", "", ""));
    }
  }
}
