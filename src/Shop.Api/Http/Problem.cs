using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>An error as RFC 9457 has it. Made by <see cref="Problems"/>, one method for each code of the contract.</summary>
internal sealed record Problem(string Code, int Status, string Title, string Detail) : IResult, IStatusCodeHttpResult
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is wrong with the input, all of it; null for a problem that is about something else.</summary>
    public IReadOnlyList<Violation>? Errors { get; init; }

    /// <summary>The code's own members, written after the common ones.</summary>
    public IReadOnlyList<(string Name, JsonNode? Value)> Members { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    int? IStatusCodeHttpResult.StatusCode => Status;

    public Problem WithHeader(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public Problem WithMember(string name, JsonNode? value) => this with { Members = [.. Members, (name, value)] };

    /// <summary>For a refusal that had an effect all the same, such as a declined payment.</summary>
    public Problem After(Written written)
    {
        var durable = WithHeader("Durability", StoreHeaders.Durability(written));
        return written.Replayed ? durable.WithHeader(StoreHeaders.Replayed, "true") : durable;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = ToJson(httpContext);
        httpContext.Response.StatusCode = Status;
        foreach (var (name, value) in Headers)
        {
            httpContext.Response.Headers[name] = value;
        }

        httpContext.Response.ContentType = "application/problem+json";
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private ReadOnlyMemory<byte> ToJson(HttpContext context)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Relaxed);
        json.WriteStartObject();
        json.WriteString("type", "urn:shop:problem:" + Code);
        json.WriteString("title", Title);
        json.WriteNumber("status", Status);
        json.WriteString("detail", Detail);
        json.WriteString("instance", context.Request.Path.ToUriComponent());
        json.WriteString("code", Code);
        json.WriteString("requestId", context.TraceIdentifier);
        json.WriteString("traceId", RequestTrace.Id);
        WriteErrors(json);
        foreach (var (name, value) in Members)
        {
            json.WritePropertyName(name);
            WriteNode(json, value);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private void WriteErrors(Utf8JsonWriter json)
    {
        if (Errors is null)
        {
            return;
        }

        json.WriteStartArray("errors");
        foreach (var error in Errors)
        {
            json.WriteStartObject();
            json.WriteString(error.Place, error.At);
            json.WriteString("code", error.Code);
            json.WriteString("detail", error.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNode(Utf8JsonWriter json, JsonNode? value)
    {
        if (value is null)
        {
            json.WriteNullValue();
        }
        else
        {
            value.WriteTo(json);
        }
    }
}
