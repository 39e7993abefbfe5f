using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Shop.Api.Telemetry;

/// <summary>
/// A line of the log as one flat JSON object: when, how grave, who says it, in which trace, what; then the values of the message by their names.
/// Scopes are left out: the framework's hold the path.
/// </summary>
internal sealed class JsonLogFormatter(IConfiguration configuration, TimeProvider time)
{
    private const string Template = "{OriginalFormat}";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A line is made on the thread that logs, and each request makes one.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    private readonly string _instance = Instance.Of(configuration);

    /// <summary>The line with its end, until this thread makes the next one.</summary>
    public ReadOnlySpan<byte> Format<TState>(in LogEntry<TState> logEntry)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var json = _json ??= new Utf8JsonWriter(buffer, Relaxed);
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        WriteHead(json, logEntry.LogLevel, logEntry.Category, logEntry.EventId);
        json.WriteString("message", message);
        WriteValues(json, logEntry.State);
        if (logEntry.Exception is { } exception)
        {
            json.WriteString("exception", exception.ToString());
        }

        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    private void WriteHead(Utf8JsonWriter json, LogLevel level, string category, EventId id)
    {
        json.WriteString("timestamp", time.GetUtcNow().UtcDateTime);
        json.WriteString("level", NameOf(level));
        json.WriteString("instance", _instance);
        json.WriteString("category", category);
        if (id.Name is { } name)
        {
            json.WriteString("event", name);
        }

        if (Activity.Current is { } activity)
        {
            json.WriteString("traceId", activity.TraceId.ToHexString());
            json.WriteString("spanId", activity.SpanId.ToHexString());
        }
    }

    private static void WriteValues<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            return;
        }

        for (var i = 0; i < values.Count; i++)
        {
            var (name, value) = values[i];
            if (value is null || name == Template)
            {
                continue;
            }

            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
