using System.Diagnostics;

namespace Shop.Api.Http;

/// <summary>
/// The trace that a request belongs to: nginx' or the client's own (<c>traceparent</c>), or one that begins here. Every answer names it in
/// <c>traceresponse</c>, every problem in <c>traceId</c>.
/// </summary>
internal static class RequestTrace
{
    public const string ParentHeader = "traceparent";
    public const string ResponseHeader = "traceresponse";

    public static string Id => Activity.Current?.TraceId.ToHexString() ?? "";

    /// <summary>Version, trace, the span that answers, and whether it is recorded, as a <c>traceparent</c> has it.</summary>
    public static string? Response => Activity.Current?.Id;

    /// <summary>ASP.NET Core begins one for whoever logs or listens. Where nobody does, the request has a trace all the same.</summary>
    public static Activity Begin(HttpContext context)
    {
        var activity = new Activity("request");
        if (context.Request.Headers[ParentHeader] is [{ } parent] && ActivityContext.TryParse(parent, traceState: null, out _))
        {
            activity.SetParentId(parent);
        }

        return activity.Start();
    }
}
