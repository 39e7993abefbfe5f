namespace Shop.Api.Http.Checks;

/// <summary>The checks, in the order that the contract promises.</summary>
internal static class GateSetup
{
    public static IServiceCollection AddGate(this IServiceCollection services) => services
        .AddSingleton<ICheck, AddressLimitCheck>() // 429
        .AddSingleton<ICheck, SignInCheck>() //       429 of the caller, 401
        .AddSingleton<ICheck, BodySizeCheck>() //     413, found while reading
        .AddSingleton<ICheck, MediaTypeCheck>() //    415
        .AddSingleton<ICheck, RoleCheck>() //         403
        .AddSingleton<ICheck, QueryCheck>() //        400
        .AddSingleton<ICheck, HeaderCheck>() //       400
        .AddSingleton<ICheck, BodyCheck>() //         400
        .AddSingleton<ICheck, AdminFieldsCheck>() //  403
        .AddSingleton<ICheck, IdCheck>() //           404
        .AddSingleton<ICheck, RuleCheck>(); //        422, after 404 and 412
}
