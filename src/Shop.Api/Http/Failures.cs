using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>
/// Turns what is thrown into a problem. A response that has begun is left alone: Kestrel cuts it off, so nobody takes it for whole.
/// </summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: there is nobody to answer, and nothing that went wrong here. The status is for our own logs and metrics.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            Stamp.Apply(context);
            await ProblemOf(failure, context).ExecuteAsync(context);
        }
    }

    private Problem ProblemOf(Exception failure, HttpContext context)
    {
        switch (failure)
        {
            case RedisUnavailableException unavailable:
                Log.Unavailable(logger, unavailable.Reason);
                return ProblemOf(unavailable);
            case BadHttpRequestException bad:
                return ProblemOf(bad);
            default:
                Log.Failed(logger, failure, context.TraceIdentifier);
                Name(failure, context);
                return Problems.InternalError();
        }
    }

    /// <summary>A defect is no different from another 500 without its type, in the metrics and in the span.</summary>
    private static void Name(Exception failure, HttpContext context)
    {
        var type = failure.GetType().FullName;
        context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("error.type", type));
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            span.SetTag("error.type", type).AddException(failure);
        }
    }

    private static Problem ProblemOf(RedisUnavailableException unavailable) => unavailable.Reason switch
    {
        RedisUnavailableReason.ReplicationTimeout => Problems.ReplicationTimeout(unavailable.RetryAfter),
        RedisUnavailableReason.Overloaded => Problems.Overloaded(unavailable.RetryAfter),
        _ => Problems.StorageUnavailable(unavailable.RetryAfter),
    };

    private static Problem ProblemOf(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Problems.PayloadTooLarge(),
        StatusCodes.Status414UriTooLong => Problems.UriTooLong(),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => Problems.HeadersTooLarge(),
        _ => Problems.MalformedRequest([Violation.InBody("#", FieldCodes.Format, "must arrive whole and as HTTP has it")]),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Redis could not answer: {Reason}.", EventName = "RedisUnavailable")]
        public static partial void Unavailable(ILogger logger, RedisUnavailableReason reason);

        [LoggerMessage(2, LogLevel.Error, "Request {RequestId} failed: a defect.", EventName = "RequestFailed")]
        public static partial void Failed(ILogger logger, Exception failure, string requestId);
    }
}
